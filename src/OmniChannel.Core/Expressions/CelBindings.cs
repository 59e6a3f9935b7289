using System.Collections;

namespace OmniChannel.Expressions;

/// <summary>Values by name. Not to be changed while an evaluation reads it; otherwise safe to share.</summary>
public sealed class CelBindings : CelVariables, IEnumerable<KeyValuePair<string, CelValue>>
{
    private readonly Dictionary<string, CelValue> _values = new(StringComparer.Ordinal);

    /// <summary>Gives a variable a value, or another one.</summary>
    /// <param name="name">The name of the variable. A name that the environment does not declare is ignored.</param>
    /// <param name="value">The value; an error is the answer of every reading.</param>
    public void Add(string name, CelValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _values[name] = value;
    }

    /// <inheritdoc/>
    public override bool TryGet(CelVariable variable, out CelValue value)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return _values.TryGetValue(variable.Name, out value);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, CelValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
