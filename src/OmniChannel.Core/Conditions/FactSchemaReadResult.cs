using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>What became of reading a <c>facts.json</c>.</summary>
public sealed record FactSchemaReadResult
{
    internal FactSchemaReadResult(FactSchema? schema, IReadOnlyList<PolicyDiagnostic> diagnostics) => (Schema, Diagnostics) = (schema, diagnostics);

    /// <summary>Whether it could be read.</summary>
    [MemberNotNullWhen(true, nameof(Schema))]
    public bool IsRead => Schema is not null;

    /// <summary>The schema; null when something is wrong.</summary>
    public FactSchema? Schema { get; }

    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; }
}
