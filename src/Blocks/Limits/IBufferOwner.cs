namespace Tidings.Blocks.Limits;

/// <summary>Where a rented buffer's charge and array go back to. Thread-safe.</summary>
internal interface IBufferOwner
{
    /// <summary>Takes a buffer's bytes off the account that they were charged to.</summary>
    void Discharge(int bytes);

    /// <summary>Takes the array back, for the next renter.</summary>
    void Return(byte[] array);
}
