using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Platica.LocalHost.Data;
using Platica.LocalHost.Web;

namespace Platica.Benchmarks.Load;

/// <summary>
/// The yardstick, in a process of its own: Kestrel as LocalHost sets it up, behind it nothing but reading the body and one fixed answer.
/// </summary>
internal static class EmptyHost
{
    /// <summary>How the benchmark program calls itself to become this.</summary>
    public const string Command = "load-empty";

    /// <summary>The answer to everything.</summary>
    public const string Answer = "{\"accepted\":true}";

    private static readonly byte[] AnswerBytes = Encoding.UTF8.GetBytes(Answer);

    /// <summary>Serves until the process is ended.</summary>
    public static async Task RunAsync(DataFolder data)
    {
        data.Create();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(ServerSettings.Apply);
        var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        var address = new Uri(application.Urls.First());
        data.WriteEndpoints(new(address, address));
        Console.WriteLine(LoadTarget.ReadyLine);
        await application.WaitForShutdownAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var body = GC.AllocateUninitializedArray<byte>((int)context.Request.ContentLength!.Value);
        await context.Request.Body.ReadExactlyAsync(body);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.ContentLength = AnswerBytes.Length;
        await context.Response.Body.WriteAsync(AnswerBytes);
    }
}
