namespace OmniChannel;

/// <summary>Moves what personas declare of a channel by what the customer did there. Whole numbers only; more for a channel never gives it less.</summary>
internal static class LearnedPreference
{
    /// <summary>The preference of each channel: what the customer's personas declare of it, moved by what the customer did there.</summary>
    public static int[] Of(PersonaMix mix, CustomerBehaviour? behaviour, int today, IReadOnlyList<ChannelDefinition> channels)
    {
        var preferences = new int[channels.Count];
        for (var c = 0; c < preferences.Length; c++)
        {
            preferences[c] = mix.Declared(channels[c].Channel);
        }

        if (behaviour is not null)
        {
            var (book, seen) = (mix.Book, new (long For, long Against)[channels.Count]);
            foreach (var tally in behaviour.Signals)
            {
                var worth = Worth(book, tally, today, out var channel);
                for (var c = 0; worth != 0 && c < seen.Length; c++)
                {
                    if (channels[c].Channel == channel)
                    {
                        seen[c].For += Math.Max(0, worth);
                        seen[c].Against -= Math.Min(0, worth);
                        break;
                    }
                }
            }

            for (var c = 0; c < seen.Length; c++)
            {
                preferences[c] = Moved(book.Settings, preferences[c], seen[c].For, seen[c].Against);
            }
        }

        return preferences;
    }

    /// <summary>What a sign says of its channel, in thousandths of points.</summary>
    public static long Worth(PersonaBook book, SignalTally tally, int today, out Channel? channel)
    {
        var reading = book.Read(tally.Key);
        channel = reading.Signal?.Channel;
        return reading.ChannelPoints == 0 || reading.Trust == 0 ? 0 : PersonaWeights.Worth(reading.ChannelPoints, reading.Trust, book.Decay.Sum(tally.Days, today, book.Settings.MostPerDay));
    }

    /// <summary>What is declared, as if so many points had been seen of it, together with what was seen; moved in whole steps.</summary>
    public static int Moved(PersonaSettings settings, int declared, long speaksFor, long against)
    {
        var seen = speaksFor + against;
        if (seen == 0)
        {
            return declared;
        }

        var shift = ((100 * (speaksFor - against)) - (declared * seen)) / ((settings.DeclaredPoints * 1000L) + seen);
        return declared + (int)(shift / settings.PreferenceStep * settings.PreferenceStep);
    }
}
