namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>The tables of NBC-1, the reference policy: 8 channels, drawn from a seed.</summary>
internal sealed class NbcTables
{
    public const int Channels = 8;

    public static readonly int[] Cap = [5, 2, 7, 2, 10, 6, 2, 3];
    public static readonly int[] Cost = [4, 450, 1, 600, 0, 0, 120, 2500];
    public static readonly int[] Mul = [100, 80, 150, 60, 200, 120, 90, 250];

    public NbcTables(uint seed)
    {
        var chance = new NbcChance(seed);
        (Persona, Stage, Device, Urgency, Segment) = (Draw(6, 101), Draw(5, 61), Draw(4, 41), Draw(4, 61), Draw(16, 201));

        int[][] Draw(int rows, int below)
        {
            var table = new int[rows][];
            for (var r = 0; r < rows; r++)
            {
                table[r] = new int[Channels];
                for (var c = 0; c < Channels; c++)
                {
                    table[r][c] = chance.Next(below);
                }
            }

            return table;
        }
    }

    public int[][] Persona { get; }

    public int[][] Stage { get; }

    public int[][] Device { get; }

    public int[][] Urgency { get; }

    public int[][] Segment { get; }

    public static int Eff(int country, int channel) => Cost[channel] * Mul[country] / 100;
}

/// <summary>The generator of NBC-1.</summary>
internal sealed class NbcChance(uint seed)
{
    private uint _state = seed;

    public int Next(int below)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 8) % (uint)below);
    }
}

/// <summary>What is the same for a whole run of NBC-1.</summary>
internal sealed record NbcContext(int Now, int Health, int Agents)
{
    public static NbcContext A { get; } = new(1110, 0xFF, 3);

    public static NbcContext B { get; } = new(135, 0xF7, 0);
}

/// <summary>One customer of NBC-1.</summary>
internal sealed class NbcCustomer
{
    private static readonly int[] ConsentBelow = [80, 55, 60, 40, 90, 90, 35, 70];
    private static readonly int[] ReachBelow = [95, 80, 65, 55, 70, 85, 45, 90];

    public int Consent, Reach, Tz, Qs, Qe, HoursTouch, Sent24, Sent7, Bounces, SmsFails, PushAge, WaIn, Budget, Persona, Stage, Device, Urgency, Msg, Segment, Ltv, Country, Complaints, Cart;
    public bool OptOut, Minor, AppInst, AppAct, WebAct;
    public readonly byte[] Sent = new byte[8];
    public readonly byte[] Eng = new byte[8];

    public static NbcCustomer[] Draw(uint seed, int count)
    {
        var chance = new NbcChance(seed);
        var customers = new NbcCustomer[count];
        for (var i = 0; i < count; i++)
        {
            customers[i] = new NbcCustomer(chance);
        }

        return customers;
    }

    private NbcCustomer(NbcChance r)
    {
        for (var c = 0; c < 8; c++)
        {
            Consent |= r.Next(100) < ConsentBelow[c] ? 1 << c : 0;
        }

        for (var c = 0; c < 8; c++)
        {
            Reach |= r.Next(100) < ReachBelow[c] ? 1 << c : 0;
        }

        (OptOut, Minor) = (r.Next(100) < 6, r.Next(100) < 4);
        Tz = (r.Next(27) - 12) * 60;
        (Qs, Qe) = (1260 + (r.Next(4) * 30), 420 + (r.Next(5) * 30));
        (Qs, Qe) = r.Next(10) == 0 ? (0, 0) : (Qs, Qe);
        (HoursTouch, Sent24, Sent7) = (r.Next(240), r.Next(5), r.Next(14));
        for (var c = 0; c < 8; c++)
        {
            Sent[c] = (byte)r.Next(NbcTables.Cap[c] + 2);
        }

        for (var c = 0; c < 8; c++)
        {
            var (p, q) = (r.Next(4), r.Next(120));
            Eng[c] = (byte)(p == 0 ? 255 : q);
        }

        var (ever, bounces) = (r.Next(100), r.Next(4));
        Bounces = ever < 92 ? 0 : bounces;
        var (failed, fails) = (r.Next(100), r.Next(5));
        SmsFails = failed < 90 ? 0 : fails;
        (PushAge, AppInst) = (r.Next(150), r.Next(100) < 65);
        AppAct = r.Next(100) < 20 & AppInst;
        WebAct = r.Next(100) < 30;
        (WaIn, Budget) = (r.Next(96), r.Next(3000));
        (Persona, Stage, Device) = (r.Next(6), r.Next(5), r.Next(4));
        var urgency = r.Next(10);
        Urgency = urgency < 5 ? 0 : urgency < 8 ? 1 : urgency < 9 ? 2 : 3;
        var msg = r.Next(10);
        Msg = msg < 7 ? 0 : msg < 9 ? 1 : 2;
        (Segment, Ltv, Country) = (r.Next(16), r.Next(5), r.Next(8));
        Complaints = r.Next(100) < 3 ? 1 : 0;
        Cart = r.Next(40000);
    }
}

/// <summary>The check of NBC-1 over choices in order.</summary>
internal struct NbcChecksum
{
    public uint Value { get; private set; }

    public void Add(int channel, int score) => Value = unchecked((((Value * 31) + (uint)(channel + 1)) * 31) + ((uint)score & 0xFFFF));
}
