namespace OmniChannel;

/// <summary>What one sign says by the personas of a book: read once, and kept.</summary>
internal sealed class SignalReading
{
    private SignalReading(BehaviourSignal? signal) => Signal = signal;

    /// <summary>The sign; null for one that nobody knows.</summary>
    public BehaviourSignal? Signal { get; }

    /// <summary>In thousandths.</summary>
    public int Trust { get; private init; }

    /// <summary>What it says of its channel.</summary>
    public int ChannelPoints { get; private init; }

    /// <summary>The places of the personas that it is evidence for, with their points.</summary>
    public (int Persona, int Points)[] Personas { get; private init; } = [];

    public static SignalReading Of(string key, PersonaBook book)
    {
        if (BehaviourSignal.Parse(key) is not { } signal)
        {
            return new(null);
        }

        var personas = new List<(int, int)>();
        for (var place = 0; place < book.Count; place++)
        {
            var points = book[place].Evidence.Where(evidence => evidence.Fits(signal)).Sum(evidence => evidence.Points);
            if (points != 0)
            {
                personas.Add((place, points));
            }
        }

        return new(signal)
        {
            Trust = book.Settings.Trust.Of(signal),
            ChannelPoints = signal.Channel is null ? 0 : book.Settings.Channels.Of(signal),
            Personas = [.. personas],
        };
    }
}
