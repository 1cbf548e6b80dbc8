using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Providers.Whapi;

public sealed class WhapiProviderTests
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";

    [Theory]
    [InlineData(null, null, null, null, false, "no secret set")]
    [InlineData("header", null, null, null, true, null)]
    [InlineData(null, "before", null, null, true, null)]
    [InlineData(null, null, "path", null, true, null)]
    [InlineData(null, null, null, "before", true, null)]
    [InlineData("header", null, "path", null, true, null)]
    [InlineData(Reference, null, null, null, true, "the Key Vault reference in Whapi__Secret was not resolved")]
    [InlineData(Reference, null, "path", null, true, "the Key Vault reference in Whapi__Secret was not resolved")]
    [InlineData("header", null, Reference, null, true, "the Key Vault reference in Whapi__PathSecret was not resolved")]
    [InlineData(Reference, "before", null, null, true, null)]
    public void It_is_off_without_secrets_and_not_ready_while_one_is_unresolved(
        string? secret, string? previous, string? pathSecret, string? previousPath, bool isEnabled, string? problem)
    {
        var provider = Provider(secret, previous, pathSecret, previousPath);

        Assert.Equal((isEnabled, problem), (provider.IsEnabled, provider.ConfigurationProblem));
        Assert.Equal(problem is null, provider.IsConfigured);
    }

    [Theory]
    [InlineData("current", SignatureResult.Valid)]
    [InlineData("before", SignatureResult.Valid)]
    [InlineData("wrong", SignatureResult.Mismatch)]
    [InlineData("current,current", SignatureResult.Mismatch)]
    [InlineData("Bearer current", SignatureResult.Mismatch)]
    [InlineData("", SignatureResult.Missing)]
    [InlineData(null, SignatureResult.Missing)]
    public void A_header_is_checked(string? sent, SignatureResult expected) =>
        AssertChecked(expected, Provider("current", "before"), sent);

    [Theory]
    [InlineData("current", SignatureResult.Valid)]
    [InlineData("Bearer current", SignatureResult.Valid)]
    [InlineData("bearer  before", SignatureResult.Valid)]
    [InlineData("Basic current", SignatureResult.Mismatch)]
    [InlineData("Bearer ", SignatureResult.Mismatch)]
    [InlineData("Bearer wrong", SignatureResult.Mismatch)]
    [InlineData(null, SignatureResult.Missing)]
    public void An_Authorization_header_may_have_its_scheme(string? sent, SignatureResult expected) =>
        AssertChecked(expected, Provider("current", "before", header: "authorization"), sent);

    [Theory]
    [InlineData("current", SignatureResult.Valid)]
    [InlineData("before/messages/post", SignatureResult.Valid)]
    [InlineData("messages/current", SignatureResult.Mismatch)]
    [InlineData("messages", SignatureResult.Mismatch)]
    [InlineData("", SignatureResult.Missing)]
    public void A_path_segment_is_checked(string path, SignatureResult expected) =>
        AssertChecked(expected, Provider(pathSecret: "current", previousPath: "before"), header: null, path);

    [Theory]
    [InlineData("header", "path", SignatureResult.Valid)]
    [InlineData("header", "wrong", SignatureResult.Mismatch)]
    [InlineData("wrong", "path", SignatureResult.Mismatch)]
    [InlineData("header", "", SignatureResult.Missing)]
    [InlineData(null, "path", SignatureResult.Missing)]
    [InlineData("wrong", "", SignatureResult.Missing)]
    [InlineData("path", "header", SignatureResult.Mismatch)]
    public void Of_both_kinds_both_are_needed(string? header, string path, SignatureResult expected) =>
        AssertChecked(expected, Provider("header", pathSecret: "path"), header, path);

    [Theory]
    [InlineData(Reference, null)]
    [InlineData("header", Reference)]
    public void Nothing_is_taken_while_a_secret_is_unresolved(string secret, string? pathSecret) =>
        AssertChecked(SignatureResult.NoSecret, Provider(secret, pathSecret: pathSecret), secret, Reference);

    [Theory]
    [InlineData("header", null, "the header X-Webhook-Secret")]
    [InlineData(null, "path", "the secret path segment")]
    [InlineData("header", "path", "the header X-Webhook-Secret and the secret path segment")]
    public void Explain_says_what_is_needed_and_no_secret(string? secret, string? pathSecret, string needed)
    {
        var provider = Provider(secret, pathSecret: pathSecret);

        foreach (var result in new[] { SignatureResult.Missing, SignatureResult.Mismatch })
        {
            var problem = provider.Explain(result);
            Assert.Contains(needed, problem.Advice, StringComparison.Ordinal);
            Assert.Contains(needed, problem.Reason, StringComparison.Ordinal);
        }

        Assert.Contains("Whapi__Secret", Provider(Reference).Explain(SignatureResult.NoSecret).Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "s3cret", "")]
    [InlineData("POST", "s3cret/messages/post", "method=post type=messages")]
    [InlineData("DELETE", "s3cret/messages", "method=delete type=messages")]
    [InlineData("PUT", "s3cret", "method=put")]
    [InlineData("POST", "sesame", "")]
    [InlineData("PATCH", "sesame", "method=patch")]
    [InlineData("POST", "sesame/messages", "method=post type=messages")]
    public void The_path_secret_is_not_kept(string method, string path, string expected) =>
        Assert.Equal(expected, Told(Provider(pathSecret: "s3cret", previousPath: "sesame"), method, path));

    [Theory]
    [InlineData("POST", "", "")]
    [InlineData("POST", "messages/post", "method=post type=messages")]
    [InlineData("POST", "Message/PATCH", "method=patch type=message")]
    [InlineData("PATCH", "chats", "method=patch type=chats")]
    [InlineData("POST", "novelties/post", "method=post type=novelties")]
    [InlineData("POST", "5ecret0fthepast/messages/put", "method=put type=messages")]
    [InlineData("POST", "5ecret0fthepast", "")]
    [InlineData("POST", "anotherSecretOfThePastWhichIsVeryLong", "")]
    public void What_the_URL_tells_is_kept_unless_it_may_be_a_secret(string method, string path, string expected) =>
        Assert.Equal(expected, Told(Provider("header"), method, path));

    [Theory]
    [InlineData("messages.post", true)]
    [InlineData("channel.patch", true)]
    [InlineData("labels.put", false)]
    [InlineData("message.post", false)]
    public void Knows_the_documented_names(string eventName, bool expected) => Assert.Equal(expected, Provider("header").Knows(eventName));

    private static void AssertChecked(SignatureResult expected, WhapiProvider provider, string? header, string path = "")
    {
        var head = new RequestHead("POST", path, name => name is "X-Webhook-Secret" or "authorization" ? header : null);

        Assert.Equal(expected, provider.Authenticate(head, "{}"u8));
        Assert.Equal(expected == SignatureResult.Valid ? null : expected, provider.CheckHead(head));
    }

    private static string Told(WhapiProvider provider, string method, string path) => string.Join(
        ' ', provider.ReadAttributes(new(method, path, _ => null)).OrderBy(told => told.Key, StringComparer.Ordinal).Select(told => $"{told.Key}={told.Value}"));

    private static WhapiProvider Provider(
        string? secret = null, string? previous = null, string? pathSecret = null, string? previousPath = null, string header = WhapiSettings.DefaultHeader) =>
        new(new(new(secret, previous), new(pathSecret, previousPath), header));
}
