using System.Globalization;
using System.Security.Claims;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Moq;

namespace Platica.Functions.Tests.Infrastructure;

/// <summary>A request as the worker hands it to a function: header names in lower case, the whole body read.</summary>
internal sealed class FakeRequest(string method, string pathAndQuery, byte[]? body = null) : HttpRequestData(Mock.Of<FunctionContext>())
{
    public override Stream Body { get; } = new MemoryStream(body ?? []);

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; } = new($"https://example.test{pathAndQuery}");

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => method;

    /// <summary>A POST with a Content-Length.</summary>
    public static FakeRequest Post(string path, byte[] body, params IEnumerable<KeyValuePair<string, string>> headers) =>
        new FakeRequest("POST", path, body)
            .With("content-length", body.Length.ToString(CultureInfo.InvariantCulture))
            .With([.. headers.Select(header => new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), header.Value))]);

    /// <summary>Adds headers.</summary>
    public FakeRequest With(params IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
        {
            Headers.TryAddWithoutValidation(name, value);
        }

        return this;
    }

    /// <summary>Adds a header.</summary>
    public FakeRequest With(string name, string value) => With(new KeyValuePair<string, string>(name, value));

    public override HttpResponseData CreateResponse() => new FakeResponse(FunctionContext);
}
