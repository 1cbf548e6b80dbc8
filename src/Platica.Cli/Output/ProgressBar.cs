using System.Globalization;

namespace Platica.Cli.Output;

/// <summary>A bar such as <c>██████░░░░ 60 %</c>.</summary>
internal static class ProgressBar
{
    private const int Cells = 20;

    /// <summary>The bar of so many things done; of none to do it is full.</summary>
    public static string Of(long done, long total)
    {
        var share = total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        var full = (int)(share * Cells);
        return string.Create(
            CultureInfo.InvariantCulture, $"{new string('█', full)}{new string('░', Cells - full)} {Math.Floor(share * 100):0} %");
    }
}
