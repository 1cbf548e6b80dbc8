using System.Text;
using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Signatures;

public sealed class SigningSecretsTests
{
    private static readonly byte[] Body = "{}"u8.ToArray();

    [Theory]
    [InlineData("current", SignatureResult.Valid)]
    [InlineData("previous", SignatureResult.Valid)]
    [InlineData("another", SignatureResult.Mismatch)]
    [InlineData("Current", SignatureResult.Mismatch)]
    [InlineData("current ", SignatureResult.Mismatch)]
    public void Verify_takes_either_of_two_secrets(string secret, SignatureResult expected)
    {
        Assert.Equal(expected, new SigningSecrets("current", "previous").Verify(Sign(secret), Body));
    }

    [Fact]
    public void Verify_no_longer_takes_the_previous_secret_once_it_is_removed()
    {
        Assert.Equal(SignatureResult.Mismatch, new SigningSecrets("current").Verify(Sign("previous"), Body));
    }

    [Fact]
    public void Verify_takes_the_previous_secret_alone()
    {
        Assert.Equal(SignatureResult.Valid, new SigningSecrets(null, "previous").Verify(Sign("previous"), Body));
    }

    [Theory]
    [InlineData(null, SignatureResult.Missing)]
    [InlineData("", SignatureResult.Missing)]
    [InlineData("sha256=12", SignatureResult.Malformed)]
    public void Verify_tells_missing_from_malformed(string? header, SignatureResult expected)
    {
        Assert.Equal(expected, new SigningSecrets("current", "previous").Verify(header, Body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://example.invalid/secrets/platica)")]
    [InlineData("@microsoft.keyvault(VaultName=demo;SecretName=platica)")]
    public void What_is_no_secret_never_verifies(string? setting)
    {
        var secrets = new SigningSecrets(setting, setting);

        Assert.False(secrets.Any);
        Assert.Equal(SignatureResult.NoSecret, secrets.Verify(Sign(setting ?? string.Empty), Body));
    }

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://example.invalid/secrets/platica)", true)]
    [InlineData("@microsoft.keyvault(VaultName=demo;SecretName=platica)", true)]
    [InlineData("a secret", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsUnresolved_tells_a_reference_from_a_secret_and_from_nothing(string? setting, bool expected)
    {
        Assert.Equal(expected, new SigningSecrets(setting, "previous").IsUnresolved);
    }

    private static string Sign(string secret) => WebhookSignature.Sign(Body, Encoding.UTF8.GetBytes(secret));
}
