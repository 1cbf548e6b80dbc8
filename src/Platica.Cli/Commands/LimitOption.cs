using System.CommandLine;

namespace Platica.Cli.Commands;

/// <summary><c>--limit</c>: how many, 50 unless said.</summary>
internal static class LimitOption
{
    private const int Usual = 50;
    private const int Most = 100_000;

    public static Option<int> Create(string description)
    {
        var option = new Option<int>("--limit", "-n") { Description = description, HelpName = "count", DefaultValueFactory = _ => Usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var count) && count is < 1 or > Most)
            {
                result.AddError($"--limit takes a number from 1 to {Most}; export has no limit.");
            }
        });
        return option;
    }
}
