namespace OmniChannel;

/// <summary>What became of an imported suppression list.</summary>
public sealed record SuppressionImport
{
    /// <summary>How many lines hold now: they were added, or held already.</summary>
    public required long Holding { get; init; }

    /// <summary>How many lines were lifted here after they had happened: they stay lifted.</summary>
    public required long Lifted { get; init; }

    /// <summary>How many lines name a customer who was erased here: nothing is kept of them.</summary>
    public required long Erased { get; init; }

    /// <summary>The first hundred lines that could not be read, by number from 1, each with what is wrong; no address is in it.</summary>
    public required IReadOnlyList<(long Line, string Problem)> Problems { get; init; }
}
