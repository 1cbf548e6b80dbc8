using Platica.Webhooks.Models;

namespace Platica.Webhooks.Tests.Models;

public sealed class PhoneDigitsTests
{
    [Theory]
    [InlineData("+5215500000001", "525500000001")]
    [InlineData("5215500000001", "525500000001")]
    [InlineData("525500000001", "525500000001")]
    [InlineData("+52 55 0000 0001", "525500000001")]
    [InlineData("+52 1 (55) 0000-0001", "525500000001")]
    [InlineData("+1 415 555 0100", "14155550100")]
    [InlineData("52155000000", "52155000000")]
    [InlineData("52155000000012", "52155000000012")]
    [InlineData("12345", "12345")]
    public void Of_gives_one_spelling(string phone, string digits)
    {
        Assert.Equal(digits, PhoneDigits.Of(phone));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("1234")]
    [InlineData("lucia_demo")]
    [InlineData("٥٥٠٠٠٠٠٠٠١")]
    public void Of_gives_null_for_what_is_no_phone(string? phone)
    {
        Assert.Null(PhoneDigits.Of(phone));
    }
}
