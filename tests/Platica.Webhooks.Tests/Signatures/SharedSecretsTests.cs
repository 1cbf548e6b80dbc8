using Platica.Webhooks.Signatures;

namespace Platica.Webhooks.Tests.Signatures;

public sealed class SharedSecretsTests
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";

    [Theory]
    [InlineData("current", true)]
    [InlineData("previous", true)]
    [InlineData("Current", false)]
    [InlineData("curren", false)]
    [InlineData("current1", false)]
    [InlineData("currentprevious", false)]
    [InlineData("", false)]
    public void Contains_either_of_two_secrets_and_nothing_else(string sent, bool expected) =>
        Assert.Equal(expected, new SharedSecrets("current", "previous").Contains(sent));

    [Fact]
    public void Contains_the_previous_secret_no_longer_once_it_is_removed() => Assert.False(new SharedSecrets("current").Contains("previous"));

    [Fact]
    public void Contains_a_secret_without_the_spaces_that_no_header_can_carry() => Assert.True(new SharedSecrets(" current\n").Contains("current"));

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData(" ", "", false, false)]
    [InlineData("current", null, true, false)]
    [InlineData(null, "previous", true, false)]
    [InlineData(Reference, "previous", true, false)]
    [InlineData(Reference, null, false, true)]
    [InlineData(null, Reference, false, true)]
    public void Only_what_was_resolved_is_a_secret(string? current, string? previous, bool any, bool isUnresolved)
    {
        var secrets = new SharedSecrets(current, previous);

        Assert.Equal((any, isUnresolved), (secrets.Any, secrets.IsUnresolved));
        Assert.False(secrets.Contains(Reference));
        Assert.False(secrets.Contains(string.Empty));
    }
}
