namespace OmniChannel.Testing;

/// <summary>What a check expects; says in words what it found instead.</summary>
internal static class Expect
{
    public static void That(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ConformanceException(otherwise);
        }
    }

    public static void Equal<T>(T expected, T found, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, found), $"{what}: expected {Shown(expected)}, found {Shown(found)}.");

    public static void Same(IEnumerable<string> expected, IEnumerable<string> found, string what) =>
        Equal(string.Join(", ", expected), string.Join(", ", found), what);

    public static T NotNull<T>(T? value, string what)
        where T : class => value ?? throw new ConformanceException($"{what}: expected a value, found null.");

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what)
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException expected)
        {
            return expected;
        }
        catch (Exception other)
        {
            throw new ConformanceException($"{what}: expected {typeof(TException).Name}, found {other.GetType().Name}: {other.Message}", other);
        }

        throw new ConformanceException($"{what}: expected {typeof(TException).Name}, found no exception.");
    }

    private static string Shown<T>(T value) => value switch { null => "null", string text => $"'{text}'", DateTimeOffset time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture), _ => $"{value}" };
}
