namespace OmniChannel;

/// <summary>Which answers of a condition a region is asked for.</summary>
internal enum WantedTruth
{
    True,
    False,
    NotTrue,
    NotFalse,
}
