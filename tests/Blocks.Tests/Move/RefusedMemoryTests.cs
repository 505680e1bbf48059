using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Move;

public sealed class RefusedMemoryTests
{
    private const int Capacity = 12;

    /// <summary>Beside a plain list of what is remembered: the same status, the same order of ageing, and every loss is counted.</summary>
    [Test]
    public void What_ages_first_goes_first_in_every_history([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        var memory = new RefusedMemory(Capacity);
        List<(ArtifactId Id, TimeSpan Until)> model = [];
        long lost = 0;
        for (var step = 0; step < 400; step++)
        {
            var now = TimeSpan.FromSeconds(step);
            var id = MoveWorld.Id(random.Next(30));
            switch (random.Next(4))
            {
                case < 2:
                    var until = now + TimeSpan.FromSeconds(random.Next(2) == 0 ? 30 : 300);
                    lost += model.RemoveAll(known => known.Id == id);
                    model.Add((id, until));
                    memory.Remember(id, ArtifactStatus.Rejected, until);
                    if (model.Count > Capacity)
                    {
                        model.Remove(model.MinBy(known => known.Until));
                        lost++;
                    }

                    break;
                case 2:
                    Assert.That(memory.Forget(id), Is.EqualTo(model.Any(known => known.Id == id)), $"seed {seed}, step {step}");
                    lost += model.RemoveAll(known => known.Id == id);
                    break;
                default:
                    var expired = model.Where(known => known.Until <= now).Select(known => known.Id).ToList();
                    Assert.That(memory.Expire(now), Is.EquivalentTo(expired), $"seed {seed}, step {step}");
                    lost += model.RemoveAll(known => known.Until <= now);
                    break;
            }

            Assert.That((memory.Count, memory.Forgotten), Is.EqualTo((model.Count, lost)), $"seed {seed}, step {step}");
            Assert.That(memory.NextExpiry, Is.EqualTo(model.Count == 0 ? null : (TimeSpan?)model.Min(known => known.Until)), $"seed {seed}, step {step}");
        }
    }
}
