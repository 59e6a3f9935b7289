namespace OmniChannel;

/// <summary>A value of a fact, as a key of a table: <c>Row("gold", Channel.Push, 60)</c>. The default names nothing, and is refused.</summary>
public readonly record struct TableKey
{
    internal TableKey(FactValue value) => Value = value;

    internal FactValue Value { get; }

    /// <summary>A text.</summary>
    public static implicit operator TableKey(string text) => FromString(text);

    /// <summary>A number.</summary>
    public static implicit operator TableKey(int number) => FromInt32(number);

    /// <summary>A flag.</summary>
    public static implicit operator TableKey(bool flag) => FromBoolean(flag);

    /// <summary>A channel, for <see cref="Facts.Channel"/>.</summary>
    public static implicit operator TableKey(Channel channel) => FromString(channel.Name);

    /// <summary>A persona, for <see cref="Facts.Persona"/>.</summary>
    public static implicit operator TableKey(PersonaId persona) => FromString(persona.Value);

    /// <summary>A stage, for <see cref="Facts.Stage"/>.</summary>
    public static implicit operator TableKey(FunnelStage stage) => FromString(stage.Name);

    /// <summary>A purpose, for <see cref="Facts.Purpose"/>.</summary>
    public static implicit operator TableKey(Purpose purpose) => FromString(purpose.Name);

    /// <summary>An urgency, for <see cref="Facts.Urgency"/>.</summary>
    public static implicit operator TableKey(Urgency urgency) => FromInt32((int)urgency);

    /// <summary>A device, for <see cref="Facts.Device"/>.</summary>
    public static implicit operator TableKey(DeviceKind device) => FromInt32((int)device);

    /// <summary>A text.</summary>
    public static TableKey FromString(string text) => new(FactValue.Of(text));

    /// <summary>A number.</summary>
    public static TableKey FromInt32(int number) => new(FactValue.Of((long)number));

    /// <summary>A flag.</summary>
    public static TableKey FromBoolean(bool flag) => new(FactValue.Of(flag));

    /// <summary>The value as a policy file writes it.</summary>
    public override string ToString() => Value.ToString();
}
