"""The games of bench_gan by PyTorch: reads lines "GAME H STEPS" and answers each with the CPU seconds of STEPS steps, after a tenth
as many to warm up. The same work as there: a fresh batch and fresh noise for each of one D and one G step. Of the ways to write this
in PyTorch the fastest found: gradients set to None, and the generator's backward pass leaves D's gradients out. Exit status 77 without PyTorch."""
import math
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(77)

torch.set_num_threads(1)
angles = torch.arange(8) * (2 * math.pi / 8)
centres = torch.stack([2 * torch.cos(angles), 2 * torch.sin(angles)], 1)
images = 2 * torch.rand(1797, 1, 8, 8) - 1


def ring(H):
    G = nn.Sequential(nn.Linear(2, H), nn.ReLU(), nn.Linear(H, H), nn.ReLU(), nn.Linear(H, 2))
    D = nn.Sequential(nn.Linear(2, H), nn.LeakyReLU(0.2), nn.Linear(H, H), nn.LeakyReLU(0.2), nn.Linear(H, 1))
    return G, D, 256, 2, lambda: centres[torch.randint(8, (256,))] + 0.02 * torch.randn(256, 2)


def dcgan(H):
    G = nn.Sequential(nn.Linear(16, 8 * H), nn.Unflatten(1, (2 * H, 2, 2)), nn.BatchNorm2d(2 * H), nn.ReLU(),
                      nn.ConvTranspose2d(2 * H, H, 4, 2, 1), nn.BatchNorm2d(H), nn.ReLU(),
                      nn.ConvTranspose2d(H, 1, 4, 2, 1), nn.Tanh())
    D = nn.Sequential(nn.Conv2d(1, H, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(H, 2 * H, 4, 2, 1), nn.BatchNorm2d(2 * H),
                      nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(8 * H, 1))
    return G, D, 64, 16, lambda: images[torch.randint(1797, (64,))]


def stepping(G, D, batch, noise, draw):
    of_g, of_d = torch.optim.Adam(G.parameters(), 1e-3), torch.optim.Adam(D.parameters(), 1e-3)
    bce, one, zero = nn.BCEWithLogitsLoss(), torch.ones(batch, 1), torch.zeros(batch, 1)

    def step():
        x = draw()
        with torch.no_grad():
            fake = G(torch.randn(batch, noise))
        of_d.zero_grad(set_to_none=True)
        (bce(D(x), one) + bce(D(fake), zero)).backward()
        of_d.step()
        of_g.zero_grad(set_to_none=True)
        bce(D(G(torch.randn(batch, noise))), one).backward(inputs=list(G.parameters()))
        of_g.step()

    return step


games = {}
for line in sys.stdin:
    game, H, steps = line.split()
    if (game, H) not in games:
        games[game, H] = stepping(*{"ring": ring, "dcgan": dcgan}[game](int(H)))
    step = games[game, H]
    for _ in range(1 + int(steps) // 10):
        step()
    start = time.process_time()
    for _ in range(int(steps)):
        step()
    print(time.process_time() - start, flush=True)
