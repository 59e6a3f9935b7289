namespace OmniChannel;

/// <summary>A stretch of literal text, or one <c>{{path}}</c> with the way in which its value is escaped.</summary>
internal readonly record struct TemplatePart
{
    /// <summary>The literal text; empty for a path.</summary>
    internal string Literal { get; init; }

    /// <summary>The path; null for literal text.</summary>
    internal string? Path { get; init; }

    /// <summary>Where it begins in the source, in UTF-16 units from 0.</summary>
    internal int Position { get; init; }

    /// <summary>Where a section that is repeated for every item begins and ends; 0 for a part that is none: +1 begins, −1 ends.</summary>
    internal int Section { get; init; }

    /// <summary>How the value is escaped.</summary>
    internal Escape Escape { get; init; }
}
