using System.Text;
using Platica.Webhooks.Providers.Watsi;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Providers.Watsi;

public sealed class WatsiProviderTests
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";

    private static readonly byte[] Body = """{"id":"evt_1","type":"message.received"}"""u8.ToArray();

    [Theory]
    [InlineData("a secret", null, true, null)]
    [InlineData(null, "the one before", true, null)]
    [InlineData(Reference, "the one before", true, null)]
    [InlineData(Reference, null, true, "the Key Vault reference in Watsi__Secret was not resolved")]
    [InlineData(null, null, false, "no secret set")]
    [InlineData(" ", "", false, "no secret set")]
    public void A_secret_switches_it_on_and_one_that_was_not_resolved_leaves_it_unready(string? secret, string? previous, bool enabled, string? problem)
    {
        var provider = Provider(secret, previous);

        Assert.Equal(enabled, provider.IsEnabled);
        Assert.Equal(problem, provider.ConfigurationProblem);
        Assert.Equal(problem is null, provider.IsConfigured);
    }

    /// <summary>Recorded from: <c>printf '%s' "$body" | openssl dgst -sha256 -hmac whsec_watsi_1</c> (OpenSSL 3).</summary>
    [Theory]
    [InlineData("cd0f9560d45793b04fc22aa07a8a119ebb2b7b9a3ec29a9000e6d184921f0998", SignatureResult.Valid)]
    [InlineData("sha256=cd0f9560d45793b04fc22aa07a8a119ebb2b7b9a3ec29a9000e6d184921f0998", SignatureResult.Malformed)]
    [InlineData("cd0f9560d45793b04fc22aa07a8a119ebb2b7b9a3ec29a9000e6d184921f0998 ", SignatureResult.Malformed)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", SignatureResult.Mismatch)]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000", SignatureResult.Malformed)]
    [InlineData("00", SignatureResult.Malformed)]
    [InlineData("", SignatureResult.Missing)]
    [InlineData(null, SignatureResult.Missing)]
    public void Authenticate_takes_plain_hex_in_Watsis_own_header(string? signature, SignatureResult expected) =>
        Assert.Equal(expected, Provider("whsec_watsi_1").Authenticate(Head(WatsiHeaders.Signature, signature), Body));

    [Fact]
    public void Authenticate_takes_hex_in_capitals() =>
        Assert.Equal(SignatureResult.Valid, Provider("secret").Authenticate(Head(WatsiHeaders.Signature, Sign("secret").ToUpperInvariant()), Body));

    [Fact]
    public void Authenticate_does_not_look_at_another_providers_header() =>
        Assert.Equal(SignatureResult.Missing, Provider("secret").Authenticate(Head("X-Webhook-Signature", Sign("secret")), Body));

    [Theory]
    [InlineData("current", SignatureResult.Valid)]
    [InlineData("previous", SignatureResult.Valid)]
    [InlineData("another", SignatureResult.Mismatch)]
    public void Authenticate_takes_either_of_two_secrets(string secret, SignatureResult expected) =>
        Assert.Equal(expected, Provider("current", "previous").Authenticate(Head(WatsiHeaders.Signature, Sign(secret)), Body));

    [Theory]
    [InlineData(null, SignatureResult.Missing)]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000", SignatureResult.Malformed)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", null)]
    public void CheckHead_refuses_unread_what_no_body_could_make_valid(string? signature, SignatureResult? expected) =>
        Assert.Equal(expected, Provider("secret").CheckHead(Head(WatsiHeaders.Signature, signature)));

    [Fact]
    public void Nothing_is_authentic_while_a_reference_is_not_resolved()
    {
        var provider = Provider(Reference);
        var head = Head(WatsiHeaders.Signature, Sign(Reference));

        Assert.Equal(SignatureResult.NoSecret, provider.CheckHead(head));
        Assert.Equal(SignatureResult.NoSecret, provider.Authenticate(head, Body));
        Assert.Equal("the Key Vault reference in Watsi__Secret was not resolved", provider.Explain(SignatureResult.NoSecret).Reason);
    }

    [Theory]
    [InlineData(SignatureResult.Missing, "X-Watsi-Signature")]
    [InlineData(SignatureResult.Malformed, "64 hexadecimal digits")]
    [InlineData(SignatureResult.Mismatch, "Is the secret in Watsi the same as here?")]
    [InlineData(SignatureResult.NoSecret, "Watsi__Secret")]
    public void Explain_says_what_to_do(SignatureResult signature, string advice) =>
        Assert.Contains(advice, Provider(null).Explain(signature).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData("message.received", true)]
    [InlineData("message.status", true)]
    [InlineData("conversation.created", true)]
    [InlineData("conversation.updated", true)]
    [InlineData("contact.created", true)]
    [InlineData("contact.updated", true)]
    [InlineData("Message.Received", false)]
    [InlineData("message.created", false)]
    public void Knows_the_names_of_its_list(string eventName, bool expected) => Assert.Equal(expected, Provider("a secret").Knows(eventName));

    private static WatsiProvider Provider(string? secret, string? previous = null) => new(new WatsiSettings(new SigningSecrets(secret, previous)));

    private static RequestHead Head(string header, string? value) => new("POST", "", name => name == header ? value : null);

    private static string Sign(string secret) => WebhookSignature.Sign(Body, Encoding.UTF8.GetBytes(secret), WebhookSignature.NoPrefix);
}
