namespace OmniChannel.Tests.Layers;

/// <summary>The words of C# that matter when deciding whether a name stands for a type.</summary>
internal static class CSharpWords
{
    public static readonly IReadOnlySet<string> PredefinedTypes = Words(
        "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort var void");

    /// <summary>After one of these no variable or member name follows, but a value or a type may.</summary>
    public static readonly IReadOnlySet<string> Reserved = Words(
        "abstract and as async await base bool break byte case catch char checked class const continue decimal default delegate do double "
        + "dynamic else enum event explicit extern false file finally fixed float for foreach from get global goto if implicit in init int interface internal is lock "
        + "long nameof namespace new nint not nuint null object operator or out override params partial private protected public readonly "
        + "record ref required return sbyte scoped sealed select set short sizeof stackalloc static string struct switch this throw true try typeof uint "
        + "ulong unchecked unsafe ushort using var virtual void volatile when where while with yield");

    public static readonly IReadOnlySet<string> Modifiers = Words(
        "abstract async const event extern file fixed in internal new out override params partial private protected public readonly ref required scoped sealed static unsafe virtual volatile");

    private static HashSet<string> Words(string words) => [.. words.Split(' ')];
}
