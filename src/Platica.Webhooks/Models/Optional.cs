namespace Platica.Webhooks.Models;

/// <summary>A value that the provider sent, or did not: absent is not null.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Optional<T>
{
    /// <summary>A value that was sent, be it null.</summary>
    public Optional(T? value)
    {
        IsPresent = true;
        Value = value;
    }

    /// <summary>Whether the provider sent it.</summary>
    public bool IsPresent { get; }

    /// <summary>What was sent; the default where nothing was.</summary>
    public T? Value { get; }

    /// <inheritdoc/>
    public override string ToString() => IsPresent ? Value?.ToString() ?? "null" : "absent";
}
