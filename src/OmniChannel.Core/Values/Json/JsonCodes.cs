namespace OmniChannel;

/// <summary>The numbers of what cannot be read. docs/policy-files.md lists them.</summary>
internal static class JsonCodes
{
    public const string NotJson = "OC1001";
    public const string TooLarge = "OC1002";
    public const string NotUtf8 = "OC1003";
    public const string TooMuch = "OC1004";
    public const string Twice = "OC1005";
    public const string Unknown = "OC1006";
    public const string Missing = "OC1007";
    public const string WrongType = "OC1008";
    public const string OutOfRange = "OC1009";
    public const string BadValue = "OC1010";
    public const string UnknownFact = "OC1011";
    public const string Syntax = "OC1012";
    public const string Types = "OC1013";
    public const string Version = "OC1014";
    public const string Rows = "OC1015";
    public const string Cycle = "OC1021";
}
