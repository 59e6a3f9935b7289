namespace OmniChannel;

/// <summary>Whether a fact is there.</summary>
internal enum FactState : byte
{
    Absent,
    Present,
    Error,
}
