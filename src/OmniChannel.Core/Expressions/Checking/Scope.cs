namespace OmniChannel.Expressions;

/// <summary>The names that macros bring, innermost last, each with its type and its slot.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, CelType Type, int Slot)> _locals = [];

    /// <summary>How many slots an evaluation needs.</summary>
    public int Slots { get; private set; }

    public int Push(string name, CelType type)
    {
        var slot = _locals.Count;
        _locals.Add((name, type, slot));
        Slots = Math.Max(Slots, _locals.Count);
        return slot;
    }

    public void Pop(int count) => _locals.RemoveRange(_locals.Count - count, count);

    public bool TryFind(string name, out CelType type, out int slot)
    {
        for (var at = _locals.Count - 1; at >= 0; at--)
        {
            if (_locals[at].Name == name)
            {
                (_, type, slot) = _locals[at];
                return true;
            }
        }

        (type, slot) = (CelType.Dyn, -1);
        return false;
    }

    /// <summary>Whether a path such as <c>a.b.c</c> starts at a name of a macro and so is no declared name.</summary>
    public bool Shadows(in NamePath path) => !path.Rooted && TryFind(path.First, out _, out _);
}
