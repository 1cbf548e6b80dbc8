namespace Platica.Flows.FlowJson.Text;

/// <summary>The file is not JSON.</summary>
/// <param name="offset">Where, in bytes.</param>
/// <param name="message">What is wrong there.</param>
internal sealed class MalformedJsonException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
