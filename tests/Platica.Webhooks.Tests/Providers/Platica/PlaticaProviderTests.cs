using Platica.Webhooks.Providers.Platica;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Providers.Platica;

public sealed class PlaticaProviderTests
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";

    [Theory]
    [InlineData("a secret", null, false, null)]
    [InlineData(null, "the one before", false, null)]
    [InlineData(Reference, "the one before", false, null)]
    [InlineData(null, null, true, null)]
    [InlineData(null, null, false, "no secret set")]
    [InlineData(Reference, null, false, "the Key Vault reference in Platica__Secret was not resolved")]
    public void ConfigurationProblem_tells_why_nothing_can_be_authenticated(string? secret, string? previous, bool allowUnsigned, string? expected)
    {
        var provider = Provider(secret, previous, allowUnsigned);

        Assert.Equal(expected, provider.ConfigurationProblem);
        Assert.Equal(expected is null, provider.IsConfigured);
    }

    [Theory]
    [InlineData(SignatureResult.Missing, "X-Webhook-Signature")]
    [InlineData(SignatureResult.Malformed, "X-Webhook-Signature")]
    [InlineData(SignatureResult.Mismatch, "Is the secret in Platica the same as here?")]
    [InlineData(SignatureResult.NoSecret, "Platica__Secret")]
    public void Explain_says_what_to_do(SignatureResult signature, string advice) =>
        Assert.Contains(advice, Provider("a secret").Explain(signature).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData("message.created", true)]
    [InlineData("whatsapp.flows.exchanges", true)]
    [InlineData("Message.Created", false)]
    [InlineData("galaxy.discovered", false)]
    public void Knows_the_names_of_its_list(string eventName, bool expected) => Assert.Equal(expected, Provider("a secret").Knows(eventName));

    private static PlaticaProvider Provider(string? secret, string? previous = null, bool allowUnsigned = false) =>
        new(new PlaticaSettings(new SigningSecrets(secret, previous), allowUnsigned));
}
