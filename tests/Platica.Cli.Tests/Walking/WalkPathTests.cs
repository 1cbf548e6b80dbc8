using System.Text.Json;
using Platica.Cli.Walking;

namespace Platica.Cli.Tests.Walking;

public sealed class WalkPathTests
{
    private readonly WalkPath _path = new();

    [Fact]
    public void Show_of_an_earlier_screen_leaves_those_after_it()
    {
        Show("FIRST", """{"a":1}""");
        Show("SECOND", """{"b":2}""");

        Show("FIRST", "{}");

        Assert.Equal(("FIRST", false), (_path.Current!.Id, _path.CanGoBack));
        Assert.Equal("1", FlowText.Of(_path.Find("data.a")));
        Assert.Equal("", FlowText.Of(_path.Find("screen.SECOND.data.b")));
    }

    private void Show(string screen, string data) => _path.Show(screen, default, JsonElement.Parse(data));
}
