using System.Text;

namespace Platica.LocalHost.Tests.Infrastructure;

/// <summary>The files of the folder Fixtures: the sample bodies of Platica's documents, verbatim, and what each must store.</summary>
internal static class Fixture
{
    public static byte[] Body(string eventName) => File.ReadAllBytes(PathOf($"{eventName}.json"));

    public static string Text(string eventName) => Encoding.UTF8.GetString(Body(eventName));

    public static string Rows(string eventName) => File.ReadAllText(PathOf($"{eventName}.rows.txt")).ReplaceLineEndings("\n");

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", file);
}
