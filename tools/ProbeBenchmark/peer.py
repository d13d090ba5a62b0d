# The probe's model and optimiser in PyTorch, eager, for comparison: peer.py THREADS RUNG:SEQUENCES:STEPS... (rungs p1, p10; context 256, float32).
# Attention is written out: PyTorch 1.13, which Debian 12 packages, has no fused one.
import torch,time,sys,math
torch.manual_seed(1); torch.set_num_threads(int(sys.argv[1]))
R={'p1':(96,6,32,8192),'p10':(256,8,64,16384)}
T=256
def run(r,B,steps):
    h,L,hd,V=R[r]; H=h//hd
    P=[torch.randn(V,h)*.1]
    for _ in range(L): P+=[torch.randn(3*h,h)/math.sqrt(h),torch.zeros(h,h),torch.randn(4*h,h)/math.sqrt(h),torch.zeros(h,4*h)]
    P.append(torch.randn(V,h)*.02)
    P=[torch.nn.Parameter(p) for p in P]
    a=torch.arange(T).float()[:,None]*(10000**(-2*torch.arange(hd//2).float()/hd)); cos,sin=a.cos(),a.sin()
    mask=torch.ones(T,T,dtype=torch.bool).triu(1)
    n=lambda x:x*torch.rsqrt(x.pow(2).mean(-1,keepdim=True)+1e-6)
    def rot(x):
        f,s=x[...,:hd//2],x[...,hd//2:]
        return torch.cat([f*cos-s*sin,f*sin+s*cos],-1)
    F=torch.nn.functional
    def loss(x,y):
        z=F.embedding(x,P[0])
        for l in range(L):
            w=P[1+4*l:5+4*l]
            q,k,v=[t.view(B,T,H,hd).transpose(1,2) for t in F.linear(n(z),w[0]).split(h,-1)]
            q,k=n(rot(q)),n(rot(k))
            s=(q@k.transpose(-2,-1)/math.sqrt(hd)).masked_fill(mask,-math.inf).softmax(-1)
            z=z+F.linear((s@v).transpose(1,2).reshape(B,T,h),w[1])
            z=z+F.linear(F.relu(F.linear(n(z),w[2])).square(),w[3])
        o=F.linear(n(z),P[-1])
        return F.cross_entropy(o.flatten(0,1),y.flatten())+1e-4*o.logsumexp(-1).square().mean()
    opt=torch.optim.AdamW([{'params':P[1:],'weight_decay':.1},{'params':P[:1],'weight_decay':0}],lr=1e-3,betas=(.9,.99),foreach=False)
    x=torch.randint(0,V,(B,T+1))
    def step():
        opt.zero_grad(); l=loss(x[:,:-1],x[:,1:]); l.backward(); torch.nn.utils.clip_grad_norm_(P,1.0); opt.step(); return l.item()
    for _ in range(2): step()
    ts=[]
    for _ in range(5):
        t=time.perf_counter(); c=time.process_time()
        for _ in range(steps): l=step()
        ts.append((time.perf_counter()-t,time.process_time()-c))
    ts.sort(); w=ts[2][0]; c=sorted(t[1] for t in ts)[2]
    print(f'torch {torch.__version__} {r} B={B} fp32: {steps*B*T/w:.0f} tok/s wall, {steps*B*T/c:.0f} tok/cpu-s',flush=True)
for a in sys.argv[2:]:
    r,B,s=a.split(':'); run(r,int(B),int(s))
