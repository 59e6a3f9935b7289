namespace OmniChannel;

/// <summary>When a commit counts as done (SQLite's <c>PRAGMA synchronous</c>, with a write-ahead log).</summary>
public enum SqliteSynchronous
{
    /// <summary>Once the disk has confirmed it: survives the loss of power. The default.</summary>
    Full,

    /// <summary>Once the operating system has it: survives the death of the process; the last commits may be lost with the power, never part of one. Much faster.</summary>
    Normal,
}
