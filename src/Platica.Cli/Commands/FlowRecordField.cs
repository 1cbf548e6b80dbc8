using Platica.Flows.FlowJson.Model;

namespace Platica.Cli.Commands;

/// <summary>One property of a generated record.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="Remark">What it means, as far as the Flow JSON tells; may be empty.</param>
internal sealed record FlowRecordField(string Key, FlowDataType Type, bool IsOptional, string Remark);
