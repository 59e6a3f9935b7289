namespace OmniChannel;

/// <summary>Something that may not happen.</summary>
/// <param name="Transition">The place of the transition.</param>
/// <param name="After">After how many ticks.</param>
/// <param name="Watched">The places of the types that must not come.</param>
internal readonly record struct FunnelAbsence(int Transition, long After, int[] Watched);
