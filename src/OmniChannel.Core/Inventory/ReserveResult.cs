namespace OmniChannel;

/// <summary>What became of a wish for pieces: reserved or too few.</summary>
public abstract record ReserveResult
{
    private ReserveResult()
    {
    }

    /// <summary>All of them are kept.</summary>
    public sealed record Reserved : ReserveResult
    {
        /// <summary>What is kept.</summary>
        public required StockReservation Reservation { get; init; }
    }

    /// <summary>There are too few; nothing is kept, and what was kept under the same name before still is.</summary>
    public sealed record Insufficient : ReserveResult
    {
        /// <summary>How many the asker could have had, from the places asked for.</summary>
        public required int Available { get; init; }
    }
}
