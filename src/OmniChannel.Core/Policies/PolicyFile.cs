namespace OmniChannel;

/// <summary>A policy as a file: JSON with comments, its conditions in the Common Expression Language. The same rules give the same policy, and the same hash, as in C#. Safe for many threads.</summary>
public static class PolicyFile
{
    /// <summary>The version of the format that is written, and the only one that is read.</summary>
    public const int Version = PolicyWriter.Version;

    /// <summary>The largest file that is read, in octets: 1 MiB.</summary>
    public const int MaxLength = JsonPartReader.MaxBytes;

    /// <summary>Reads a policy. Bad input, whatever it is, gives positioned diagnostics, all of them together; it never throws.</summary>
    /// <param name="json">UTF-8, at most <see cref="MaxLength"/>; comments and trailing commas are allowed.</param>
    /// <param name="facts">The facts that conditions may ask, beside those that the file declares; null for the built-in ones.</param>
    public static PolicyReadResult Read(ReadOnlyMemory<byte> json, FactSchema? facts = null) => PolicyReader.Read(json, facts ?? FactSchema.BuiltIn);

    /// <summary>Writes a policy as canonical JSON, UTF-8: what <see cref="Policy.Hash"/> is the hash of. The host's own facts that it asks are declared in it.</summary>
    public static byte[] Write(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return PolicyWriter.Write(policy);
    }

    /// <summary>The JSON Schema of policy files (draft 2020-12), for editors: UTF-8.</summary>
    public static Stream OpenSchema() => typeof(PolicyFile).Assembly.GetManifestResourceStream("OmniChannel.policy.schema.json")!;
}
