using System.Runtime.InteropServices;

namespace OmniChannel.Expressions;

/// <summary>The names that macros bring, innermost last, each with its type and its slot.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, CelType Type, int Hidden)> _locals = [];
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>How many slots an evaluation needs.</summary>
    public int Slots { get; private set; }

    public int Push(string name, CelType type)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, name, out var exists);
        _locals.Add((name, type, exists ? slot : -1));
        slot = _locals.Count - 1;
        Slots = Math.Max(Slots, _locals.Count);
        return slot;
    }

    public void Pop(int count)
    {
        for (; count > 0; count--)
        {
            var (name, _, hidden) = _locals[^1];
            _locals.RemoveAt(_locals.Count - 1);
            if (hidden < 0)
            {
                _slots.Remove(name);
            }
            else
            {
                _slots[name] = hidden;
            }
        }
    }

    public bool TryFind(string name, out CelType type, out int slot)
    {
        var found = _slots.TryGetValue(name, out slot);
        type = found ? _locals[slot].Type : CelType.Dyn;
        return found;
    }

    /// <summary>Whether a path such as <c>a.b.c</c> starts at a name of a macro and so is no declared name.</summary>
    public bool Shadows(in NamePath path) => !path.Rooted && _slots.ContainsKey(path.First);
}
