using System.Collections.Immutable;
using System.Security.Cryptography;

namespace OmniChannel;

/// <summary>Where an instance takes its policy from: a file that is watched, or pushes of the host. A new policy is read, checked and swapped by one reference; a bad one changes nothing and is reported. Safe for many threads: who decides takes the reference once, and every decision names the hash of the policy it ran.</summary>
public sealed class PolicySource
{
    private readonly Lock _gate = new();
    private readonly string? _path;
    private readonly FactSchema _facts;
    private volatile Policy? _current;
    private volatile PolicyReload? _last;
    private byte[] _seen = [];
    private ImmutableArray<Func<Policy, IEnumerable<PolicyDiagnostic>>> _checks = [];

    private PolicySource(string? path, FactSchema? facts, Policy? policy) => (_path, _facts, _current) = (path, facts ?? FactSchema.BuiltIn, policy);

    /// <summary>How often a watched file is read again, by the instance's clock.</summary>
    /// <value>5 seconds; from 100 milliseconds to one day.</value>
    public TimeSpan PollInterval
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(100) && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A file is read again every 100 milliseconds to one day.");
    } = TimeSpan.FromSeconds(5);

    /// <summary>The policy that decides now. A decision that has begun goes on with the one it took.</summary>
    /// <exception cref="InvalidOperationException">The source is a file, and was not read yet: the instance reads it when it starts.</exception>
    public Policy Current => _current ?? throw new InvalidOperationException($"The policy file '{_path}' was not read yet; start the instance, or call ReloadAsync first.");

    /// <summary>What became of the last push, or of the last change of the file; null before the first.</summary>
    public PolicyReload? Last => _last;

    /// <summary>The policy that decides now; null before a file was read.</summary>
    internal Policy? CurrentOrNone => _current;

    /// <summary>The facts that it was given.</summary>
    internal FactSchema Facts => _facts;

    /// <summary>An instance that ends checks no more.</summary>
    internal void NoLongerCheckedBy(Func<Policy, IEnumerable<PolicyDiagnostic>> check)
    {
        lock (_gate)
        {
            _checks = _checks.Remove(check);
        }
    }

    /// <summary>Whether it watches a file.</summary>
    public bool IsFile => _path is not null;

    /// <summary>The file it watches; null for none.</summary>
    internal string? File => _path;

    /// <summary>Why there is no policy to begin with; empty when there is one.</summary>
    internal IEnumerable<string> ProblemsAtStart => _current is not null ? [] : _last switch
    {
        { Diagnostics.Count: > 0 } refused => refused.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.ToString(_path)),
        { Problem: { } problem } => [problem],
        _ => [$"The policy file '{_path}' was not read."],
    };

    /// <summary>A source that begins with this policy; others are pushed.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="facts">The facts that pushed files may ask; null for the built-in ones.</param>
    public static PolicySource Of(Policy policy, FactSchema? facts = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new(null, facts, policy);
    }

    /// <summary>A source that watches a policy file. Replace the file by renaming a new one over it, so that nobody reads half of it.</summary>
    /// <param name="path">The path; a relative one from the current directory at the time of the call.</param>
    /// <param name="facts">The facts that the file may ask, beside those that it declares; null for the built-in ones.</param>
    /// <param name="pollInterval">How often it is read again; null for 5 seconds.</param>
    public static PolicySource FromFile(string path, FactSchema? facts = null, TimeSpan? pollInterval = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(Path.GetFullPath(path), facts, null) { PollInterval = pollInterval ?? TimeSpan.FromSeconds(5) };
    }

    /// <summary>Adds a check that every policy has to pass before it is swapped in: a finding of <see cref="DiagnosticSeverity.Error"/> refuses it, others are kept in <see cref="PolicyReload.Diagnostics"/>. The policy in force is not judged again.</summary>
    /// <param name="check">Pure, and quick; it does not throw, and does not use this source.</param>
    /// <returns>This source.</returns>
    public PolicySource Require(Func<Policy, IEnumerable<PolicyDiagnostic>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        lock (_gate)
        {
            _checks = _checks.Add(check);
            return this;
        }
    }

    /// <summary>Puts another policy into force.</summary>
    public PolicyReload Push(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        lock (_gate)
        {
            return Accept(policy, []);
        }
    }

    /// <summary>Reads a policy file and puts it into force; a bad one changes nothing.</summary>
    /// <param name="json">As <see cref="PolicyFile.Read"/> reads it.</param>
    public PolicyReload Push(ReadOnlyMemory<byte> json)
    {
        var read = PolicyFile.Read(json, _facts);
        lock (_gate)
        {
            return read.Policy is { } policy ? Accept(policy, read.Diagnostics) : Refuse(Refused(read.Diagnostics), read.Diagnostics);
        }
    }

    /// <summary>Looks at the file now.</summary>
    /// <returns>What became of it; null when it has not changed since it was last looked at, or the source is no file.</returns>
    public async ValueTask<PolicyReload?> ReloadAsync(CancellationToken cancellationToken = default)
    {
        if (_path is null)
        {
            return null;
        }

        var (bytes, problem) = await ReadAsync(_path, cancellationToken).ConfigureAwait(false);
        var hash = SHA256.HashData(bytes ?? System.Text.Encoding.UTF8.GetBytes(problem!));
        lock (_gate)
        {
            if (hash.AsSpan().SequenceEqual(_seen))
            {
                return null;
            }

            _seen = hash;
        }

        if (bytes is not null)
        {
            return Push(bytes);
        }

        lock (_gate)
        {
            return Refuse(problem!, []);
        }
    }

    /// <summary>The file, at most one octet more than is read of any; or why it cannot be read.</summary>
    private static async ValueTask<(byte[]? Bytes, string? Problem)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                var room = new byte[Math.Min(file.Length, PolicyFile.MaxLength) + 1];
                var read = await file.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return (room[..read], null);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"The policy file '{path}' cannot be read: {exception.GetType().Name}.");
        }
    }

    private PolicyReload Accept(Policy policy, IReadOnlyList<PolicyDiagnostic> read)
    {
        var isSwapped = _current?.Hash != policy.Hash;
        IReadOnlyList<PolicyDiagnostic> diagnostics = isSwapped ? [.. read, .. _checks.SelectMany(check => check(policy))] : read;
        if (diagnostics.Any(one => one.Severity == DiagnosticSeverity.Error))
        {
            return Refuse(Refused(diagnostics), diagnostics);
        }

        if (isSwapped)
        {
            _current = policy;
        }

        return _last = new PolicyReload { IsSwapped = isSwapped, Hash = policy.Hash, Diagnostics = diagnostics };
    }

    private PolicyReload Refuse(string problem, IReadOnlyList<PolicyDiagnostic> diagnostics) =>
        _last = new PolicyReload { IsSwapped = false, Hash = _current?.Hash ?? "", Problem = problem, Diagnostics = diagnostics };

    private string Refused(IReadOnlyList<PolicyDiagnostic> diagnostics)
    {
        var errors = diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).ToList();
        return $"{(_path is null ? "The pushed policy" : $"The policy file '{_path}'")} was refused, and {(_current is null ? "there is no other" : "the one in force goes on")}; {errors.Count} {(errors.Count == 1 ? "problem" : "problems")}, the first: {errors[0].ToString(_path)}";
    }
}
