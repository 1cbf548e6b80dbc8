using System.Linq.Expressions;

namespace Platica.Flows.Binding;

/// <summary>The call of a business's delegate.</summary>
/// <param name="Call">Its value is what the delegate returns.</param>
/// <param name="Services">The parameters that come from dependency injection.</param>
internal sealed record BoundCall(Expression Call, IReadOnlyList<HandlerParameter> Services);
