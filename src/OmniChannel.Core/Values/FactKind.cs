namespace OmniChannel;

/// <summary>What kind of value a fact has.</summary>
internal enum FactKind : byte
{
    Flag,
    Number,
    Text,
    Money,
}
