namespace OmniChannel;

/// <summary>The personas, by whom the channels of a roster are preferred. Immutable.</summary>
internal sealed class RosterPersonas
{
    public RosterPersonas(PersonaBook book, ChannelDefinition[] channels)
    {
        Book = book;
        Names = [.. book.Select(persona => persona.Id.Value)];
        None = new int[channels.Length];
    }

    public PersonaBook Book { get; }

    /// <summary>Their identifiers, in the same order.</summary>
    public string[] Names { get; }

    /// <summary>What is preferred when there is no persona and no behaviour.</summary>
    public int[] None { get; }
}
