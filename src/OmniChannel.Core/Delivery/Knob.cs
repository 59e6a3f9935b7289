namespace OmniChannel;
internal static class Knob { public static int Of(string name, int value) => int.TryParse(Environment.GetEnvironmentVariable(name), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : value; }
