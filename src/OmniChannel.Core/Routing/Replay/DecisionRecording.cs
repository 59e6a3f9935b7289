using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>
/// A decision with everything it rests on, the time included, so that it can be repeated byte for byte years later without a store or a time-zone database. <see cref="ToString"/>
/// is one line of JSON, <see cref="Read"/> its way back. Immutable, and safe for many threads.
/// </summary>
/// <remarks>
/// It holds no address: those of one recording are numbered, which is all that caps per contact point need. It is personal data all the same: the customer's identifier, country, language, age,
/// spending, cart and purchases, when messages went out and what the customer did, consents with their sources, the host's own facts. Keep and erase it as you do a profile.
/// </remarks>
public sealed class DecisionRecording
{
    private readonly Lazy<string> _snapshotJson;
    private readonly Lazy<string> _decisionJson;

    /// <summary>Of a decision just made: written when it is asked for, since a comparison of policies never does.</summary>
    internal DecisionRecording(Decision decision)
        : this(decision.Snapshot, decision.PolicyName, decision.PolicyHash, new Lazy<string>(() => DecisionText.Of(decision)))
    {
    }

    /// <summary>As it was read.</summary>
    internal DecisionRecording(Snapshot snapshot, string policyName, string policyHash, Lazy<string> decisionJson)
    {
        Snapshot = snapshot;
        PolicyName = policyName;
        PolicyHash = policyHash;
        _snapshotJson = new Lazy<string>(() => SnapshotText.Of(snapshot));
        _decisionJson = decisionJson;
    }

    /// <summary>For whom.</summary>
    public CustomerId Customer => Snapshot.Customer;

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset DecidedAt => Snapshot.Now;

    /// <summary>The seed of the choices that are left to chance.</summary>
    public ulong Seed => StableHash.Of(Customer.Value, PolicyName);

    /// <summary>The name of the policy that made it.</summary>
    public string PolicyName { get; }

    /// <summary>The hash of the policy that made it, as <see cref="Policy.Hash"/> gives it.</summary>
    public string PolicyHash { get; }

    /// <summary>The snapshot in its canonical form: JSON on one line.</summary>
    public string SnapshotJson => _snapshotJson.Value;

    /// <summary>SHA-256 of <see cref="SnapshotJson"/>, in hexadecimal: <see cref="Decision.SnapshotHash"/>.</summary>
    public string SnapshotHash => Sha256(SnapshotJson);

    /// <summary>The whole decision in its canonical form, every verdict, reason and contrast: JSON on one line.</summary>
    public string DecisionJson => _decisionJson.Value;

    /// <summary>SHA-256 of <see cref="DecisionJson"/>, in hexadecimal.</summary>
    public string DecisionHash => Sha256(DecisionJson);

    internal Snapshot Snapshot { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote, however it was laid out since; at most 1 MiB. What is wrong comes back with its place.</summary>
    public static DecisionRecordingReadResult Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RecordingText.Read(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>The recording as one line of JSON.</summary>
    public override string ToString() => RecordingText.Of(this);

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
