using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>Look-up names that a unit has looked for beforehand. No lock holds them: whoever adds one that was not there meets another who did so meanwhile at the commit.</summary>
internal sealed class FetchedNames
{
    private readonly Dictionary<(LookupKind Kind, string Key), LookupRow?> _fetched = [];

    public void Fetched(LookupKind kind, string key, LookupRow? row) => _fetched[(kind, key)] = row;

    /// <returns>Whether it was looked for and not written since.</returns>
    public bool TryFind(LookupKind kind, string key, out LookupRow? row) => _fetched.TryGetValue((kind, key), out row);

    public bool IsMissing(LookupKind kind, string key) => _fetched.TryGetValue((kind, key), out var row) && row is null;

    public void Wrote(LookupKind kind, string key) => _fetched.Remove((kind, key));

    public void Forget() => _fetched.Clear();
}
