using Platica.Webhooks.Providers.Whapi;
using Platica.Webhooks.Tests.Infrastructure;

namespace Platica.Webhooks.Tests.Providers.Whapi;

/// <summary>
/// Bodies of every event in the forms that are documented or were seen, each beside what it sets: <c>messages.post.text.json</c> and
/// <c>messages.post.text.txt</c>.
/// </summary>
public sealed class WhapiCorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Providers", "Whapi", "Corpus");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_body_sets_what_stands_beside_it(string name)
    {
        var translation = WhapiTranslations.Translate(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));

        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{name}.txt")), TranslationText.Write(translation));
    }

    [Fact]
    public void Every_documented_event_is_there()
    {
        var told = Directory.GetFiles(Folder, "*.json").Select(file => string.Join('.', Path.GetFileName(file).Split('.')[..2])).ToHashSet();

        Assert.Empty(WhapiEvents.All.Except(told));
    }
}
