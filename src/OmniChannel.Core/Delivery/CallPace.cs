namespace OmniChannel.Delivery;

/// <summary>How quickly calls come back, on the average of the last few. Safe for many threads; of two calls that end at once one may be left out.</summary>
internal sealed class CallPace
{
    private static readonly long Quick = TimeSpan.FromMilliseconds(100).Ticks;

    private long average = TimeSpan.FromSeconds(1).Ticks; // until some came back

    /// <summary>Whether what is begun while others are called is called soon: what was judged for it still holds then.</summary>
    public bool IsQuick => Volatile.Read(ref average) < Quick;

    public void Note(TimeSpan took) => Volatile.Write(ref average, ((Volatile.Read(ref average) * 7) + took.Ticks) / 8);
}
