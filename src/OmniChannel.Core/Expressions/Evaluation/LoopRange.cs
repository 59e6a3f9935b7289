namespace OmniChannel.Expressions;

/// <summary>What a macro goes through: elements with their positions, or the entries of a map.</summary>
internal readonly struct LoopRange
{
    private readonly CelList? _list;
    private readonly CelMap? _map;

    public LoopRange(in CelValue value)
    {
        _list = value.Kind == CelKind.List ? value.Items : null;
        _map = value.Kind == CelKind.Map ? value.Entries : null;
    }

    public bool IsAny => _list is not null || _map is not null;

    public int Count => _list?.Count ?? _map!.Count;

    public CelValue Key(int at) => _list is not null ? CelValue.Int(at) : _map!.Span[at].Key;

    public CelValue Value(int at) => _list is not null ? _list.Span[at] : _map!.Span[at].Value;

    /// <summary>What a macro with one name goes through: elements, or keys.</summary>
    public CelValue Element(int at) => _list is not null ? _list.Span[at] : _map!.Span[at].Key;
}
