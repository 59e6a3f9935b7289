using System.Buffers.Binary;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>The 64 bytes that somebody who writes NBC-1 by hand would choose.</summary>
internal static class NbcHandRow
{
    public const int Consent = 0, Reach = 1, Msg = 2, Urgency = 3, HoursTouch = 4, Sent24 = 5, Sent7 = 6, Bounces = 7, Sent = 8, Eng = 16, SmsFails = 24, PushAge = 25, WaIn = 26, Flags = 27,
        Persona = 28, Stage = 29, Device = 30, Segment = 31, Ltv = 32, Country = 33, Complaints = 34, Tz = 36, Qs = 38, Qe = 40, Budget = 42, Cart = 44, Bytes = 64;

    public const int OptOut = 1, Minor = 2, AppInst = 4, AppAct = 8, WebAct = 16;

    public static void Pack(NbcCustomer customer, Span<byte> row)
    {
        row.Clear();
        row[Consent] = (byte)customer.Consent;
        row[Reach] = (byte)customer.Reach;
        row[Msg] = (byte)customer.Msg;
        row[Urgency] = (byte)customer.Urgency;
        row[HoursTouch] = (byte)customer.HoursTouch;
        row[Sent24] = (byte)customer.Sent24;
        row[Sent7] = (byte)customer.Sent7;
        row[Bounces] = (byte)customer.Bounces;
        customer.Sent.CopyTo(row[Sent..]);
        customer.Eng.CopyTo(row[Eng..]);
        row[SmsFails] = (byte)customer.SmsFails;
        row[PushAge] = (byte)customer.PushAge;
        row[WaIn] = (byte)customer.WaIn;
        row[Flags] = (byte)((customer.OptOut ? OptOut : 0) | (customer.Minor ? Minor : 0) | (customer.AppInst ? AppInst : 0) | (customer.AppAct ? AppAct : 0) | (customer.WebAct ? WebAct : 0));
        row[Persona] = (byte)customer.Persona;
        row[Stage] = (byte)customer.Stage;
        row[Device] = (byte)customer.Device;
        row[Segment] = (byte)customer.Segment;
        row[Ltv] = (byte)customer.Ltv;
        row[Country] = (byte)customer.Country;
        row[Complaints] = (byte)customer.Complaints;
        BinaryPrimitives.WriteInt16LittleEndian(row[Tz..], (short)customer.Tz);
        BinaryPrimitives.WriteInt16LittleEndian(row[Qs..], (short)customer.Qs);
        BinaryPrimitives.WriteInt16LittleEndian(row[Qe..], (short)customer.Qe);
        BinaryPrimitives.WriteInt16LittleEndian(row[Budget..], (short)customer.Budget);
        BinaryPrimitives.WriteUInt16LittleEndian(row[Cart..], (ushort)customer.Cart);
    }
}
