using System.Globalization;

namespace OmniChannel;

/// <summary>Something found in a policy, or in a file that belongs to one: what, where, and how to mend it. Immutable.</summary>
public sealed record PolicyDiagnostic
{
    /// <summary>Its number: OC1xxx for what cannot be read (docs/policy-files.md lists them), OC2xxx for what verification finds (docs/policy-verification.md). Stable: a host may branch on it.</summary>
    public required string Code { get; init; }

    /// <summary>How grave it is.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>What is wrong, with what was found and what was expected.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it, in words; null when the message says so.</summary>
    public string? Fix { get; init; }

    /// <summary>Which part of the policy: "rules[3].when"; empty for the whole.</summary>
    public string Path { get; init; } = "";

    /// <summary>The line in the file, from 1; 0 for a policy that comes from no file.</summary>
    public int Line { get; init; }

    /// <summary>The column in the line, from 1, in UTF-16 code units; 0 for a policy that comes from no file.</summary>
    public int Column { get; init; }

    /// <summary>On one line, as compilers write it, so that editors and build servers find the place: <c>policy.json(12,34): error OC1006 rules[3]: …</c>.</summary>
    /// <param name="file">The file it was found in; null for none, then it is <see cref="ToString()"/>.</param>
    public string ToString(string? file) =>
        file is null ? ToString()
        : (Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}({Line},{Column}): ") : $"{file}: ") + Described;

    /// <summary>On one line: <c>12:34: error OC1006 rules[3]: …</c>.</summary>
    public override string ToString() =>
        (Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}: ") : "")
        + Described;

    private string Described =>
        $"{Severity.ToString().ToLowerInvariant()} {Code}{(Path.Length > 0 ? " " + Path : "")}: {Message}"
        + (Fix is null ? "" : " " + Fix);
}
