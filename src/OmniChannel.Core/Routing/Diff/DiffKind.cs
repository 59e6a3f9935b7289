namespace OmniChannel;

/// <summary>What became of one decision; each belongs to one kind.</summary>
internal enum DiffKind
{
    Same,
    NowSent,
    NoLongerSent,
    Moved,
    Retimed,
    OtherStepUp,
}
